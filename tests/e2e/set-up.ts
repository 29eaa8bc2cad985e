import { expect, type Page } from "@playwright/test";

export const ADMINISTRATOR = { name: "Ada", password: "correct horse battery" };

/** Open the one-use link, create the administrator, and arrive in the studio. */
export async function setUpAdministrator(page: Page, link: string) {
  await page.goto(link);
  await page.getByLabel("Name").fill(ADMINISTRATOR.name);
  await page.getByLabel("Password", { exact: true }).fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page).toHaveURL(/\/studio/);
}
