import createNextIntlPlugin from "next-intl/plugin";

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The gallery shows thumbnails that were made once; nothing may be resized per request.
  images: { unoptimized: true },
  serverExternalPackages: ["pino"],
  experimental: { optimizePackageImports: ["lucide-react", "@base-ui/react"] },
};

export default createNextIntlPlugin("./lib/messages/request.ts")(config);
