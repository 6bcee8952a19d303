import { urls } from "@/lib/urls";
import { expect, test } from "../helpers/e2e-test";

for (const javaScriptEnabled of [true, false]) {
  test(`a wrong mail address is marked where it stands, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ open }) => {
    const page = await open(null, { javaScriptEnabled });
    await page.goto(urls.signIn(urls.myPlugins()));
    const field = page.getByLabel("Your mail address");
    // Browsers take it for an address, mail servers do not.
    await field.fill("name@example");
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(/This is not a complete mail address\./);
    await expect(field).toHaveValue("name@example");
    await field.fill("  name@example.org");
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page).toHaveURL(urls.checkMail());
  });
}

test("a link that was not copied whole says so, and leads to a new one", async ({ open }) => {
  const page = await open(null);
  const wholeLink = urls.confirmSignIn({ token: "token", email: "name@example.org" });
  await page.goto(wholeLink);
  await expect(page.getByText("You are signing in as name@example.org.")).toBeVisible();
  for (const broken of ["", "?token=token", "?token=token&email=name%40exam", "?token=&email=name%40example.org"]) {
    await page.goto(`${wholeLink.split("?")[0]}${broken}`);
    await expect(page.getByText("This link is not whole."), broken).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign in" })).toHaveCount(0);
  }
  await page.getByRole("link", { name: "ask for a new link" }).click();
  await expect(page.getByLabel("Your mail address")).toBeVisible();
});
