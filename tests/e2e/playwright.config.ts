import { defineConfig } from "@playwright/test";
import { CHROMIUM, CHROMIUM_FLAGS } from "../support/chromium";

const chromium = {
  launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_FLAGS },
  actionTimeout: 20_000,
};

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  // One console a journey and two cores: side by side they would only wait for each other.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  projects: [
    {
      name: "wide",
      use: { ...chromium, viewport: { width: 1440, height: 900 }, colorScheme: "light" },
    },
    {
      name: "narrow",
      use: { ...chromium, viewport: { width: 390, height: 844 }, colorScheme: "dark" },
    },
  ],
});
