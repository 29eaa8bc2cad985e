/** An amount in US dollars; small amounts keep two digits that say something: "$1.52", "$0.0041". */
export function formatUsd(amountUsd: number, locale = "en"): string {
  const small = amountUsd !== 0 && Math.abs(amountUsd) < 0.1;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    ...(small
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  }).format(amountUsd);
}
