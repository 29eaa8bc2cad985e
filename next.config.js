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

/**
 * In the browser the contract is its values: schemas stay on the server, and zod with them.
 * `tests/server/contract-values.test.ts` holds the two together.
 */
const CONTRACT_WITH_SCHEMAS = [
  "endpoints",
  "engine",
  "errors",
  "health",
  "images",
  "inferences",
  "jobs",
  "models",
  "page",
  "team",
];
const resolveAlias = Object.fromEntries(
  CONTRACT_WITH_SCHEMAS.map((name) => [
    `@/lib/contract/${name}`,
    { browser: "./lib/client/contract-values.ts" },
  ]),
);

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run check`; whoever starts Atelier need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Another folder lets two people build from one working tree.
  distDir: process.env.ATELIER_NEXT_DIST || ".next",
  // The gallery shows thumbnails that were made once; nothing may be resized per request.
  images: { unoptimized: true },
  turbopack: { resolveAlias },
  serverExternalPackages: ["pino"],
  experimental: { optimizePackageImports: ["lucide-react", "@base-ui/react"] },
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
};

/** Messages are parsed while building, so that no parser is sent to the browser. */
const withMessages = createNextIntlPlugin({
  requestConfig: "./lib/messages/request.ts",
  experimental: {
    messages: { path: "./lib/messages", format: "json", locales: ["en"], precompile: true },
  },
});

export default withMessages(config);
