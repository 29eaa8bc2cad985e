interface PolicyOptions {
  nonce: string;
  /** Where presigned addresses point; null while unknown. */
  assetOrigin: string | null;
  isSecure: boolean;
  /** React's development build evaluates source text. */
  isDevelopment: boolean;
}

/** The Content-Security-Policy of a page. */
export function contentPolicy({ nonce, assetOrigin, isSecure, isDevelopment }: PolicyOptions) {
  const assets = assetOrigin ? ` ${assetOrigin}` : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // React and the toasts write style attributes and elements that carry no nonce.
    "style-src 'self' 'unsafe-inline'",
    // data: and blob: are previews of running jobs and of files that were just picked.
    `img-src 'self' data: blob:${assets}`,
    `connect-src 'self'${assets}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
