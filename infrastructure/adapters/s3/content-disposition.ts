/** RFC 5987 keeps these beside letters and digits; encodeURIComponent leaves some others alone. */
const percentEncoded = (text: string) =>
  encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The header that makes a browser save a file under a name, for any name.
 *
 * Source: RFC 6266, appendix D: an ASCII form for old readers, then the full one.
 */
export function attachment(fileName: string): string {
  // A lone half of a surrogate pair has no UTF-8 form.
  const wellFormed = fileName.replace(/\p{Surrogate}/gu, "\ufffd");
  const ascii = fileName.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${percentEncoded(wellFormed)}`;
}
