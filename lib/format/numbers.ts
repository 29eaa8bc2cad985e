/** A count with the reader's separators: "50,000". */
export const formatCount = (count: number, locale = "en") =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count);
