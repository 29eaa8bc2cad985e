/** The one account that the embedded S3 knows. */
export const OWNER = { ID: "atelier", DisplayName: "atelier" };
