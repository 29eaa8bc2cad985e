import createNextIntlPlugin from "next-intl/plugin";

/** On every answer, static files and API included; what depends on the request is set in proxy.ts. */
const HEADERS = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
  {
    key: "permissions-policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  },
];

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Another folder lets two people build from one working tree.
  distDir: process.env.ATELIER_NEXT_DIST || ".next",
  // The gallery shows thumbnails that were made once; nothing may be resized per request.
  images: { unoptimized: true },
  serverExternalPackages: ["pino"],
  experimental: { optimizePackageImports: ["lucide-react", "@base-ui/react"] },
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
};

export default createNextIntlPlugin("./lib/messages/request.ts")(config);
