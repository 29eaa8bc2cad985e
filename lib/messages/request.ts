import { getRequestConfig } from "next-intl/server";
import messages from "./en.json";

/** English only for now; a second language adds its file and picks it here. */
export default getRequestConfig(async () => ({ locale: "en", timeZone: "UTC", messages }));
