import { endpoints } from "./endpoints";
import { health } from "./health";
import { images } from "./images";
import { inferences } from "./inferences";
import { models } from "./models";
import { team } from "./team";

/** The whole API as one value. Server, client, documentation and the list of tests come from it. */
export const contract = { endpoints, health, images, inferences, models, team };

/** Version of the API's shape; the console compares it with the middleware's `x-atelier-version`. */
export const API_VERSION = "0.1.0";
export const VERSION_HEADER = "x-atelier-version";
export const BASE_PATH = "/v1";
