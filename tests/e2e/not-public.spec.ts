import { urls } from "@/lib/urls";
import { awsSecret, CLEAN, pluginZip } from "../builders/findings";
import { freshPlugin } from "../helpers/e2e-plugin";
import { expect, test } from "../helpers/e2e-test";

test("what is blocked or still being checked cannot be found, fetched or guessed by any address", async ({ open, site }) => {
  const owner = await site.person({ isTrusted: true });
  const metadata = { tags: "hidden-for-now", author: "Author Of Drafts" };
  const blocked = await site.checked(owner, pluginZip(awsSecret(), { ...freshPlugin("has_a_key"), metadata }));
  expect(blocked.status).toBe("blocked");
  const approved = await site.checked(owner, pluginZip(CLEAN, { ...freshPlugin("goes_on"), metadata }));
  const goOn = await site.holdChecks();
  const validating = await site.upload(owner, pluginZip(CLEAN, { ...freshPlugin("in_checks"), metadata }));
  const { request } = await open(null);
  try {
    for (const { packageName } of [blocked, validating]) {
      const download = urls.download(packageName, "1.0.0");
      const spellings = [download, download.slice(0, -1), `${download}?token=`, download.replace(packageName, packageName.toUpperCase())];
      for (const path of spellings) {
        expect((await request.get(path)).status(), path).not.toBe(200);
        expect((await request.head(path)).status(), path).not.toBe(200);
        expect((await request.get(path, { headers: { range: "bytes=0-9" } })).status(), path).not.toBe(206);
      }
      const lists = [
        ...["3.22", "3.34", "3.99", "4.0", ""].map((qgis) => urls.feed({ qgis })),
        urls.feed({ qgis: "3.34", package_name: packageName }),
        urls.plugins(),
        urls.plugins({ q: packageName }),
        urls.plugins({ badge: "red" }),
        urls.plugins({ badge: "grey" }),
        urls.tag(metadata.tags),
        urls.author(metadata.author),
        urls.home(),
      ];
      for (const path of lists) {
        const answer = await request.get(path);
        expect(answer.status(), path).toBeLessThan(500);
        // The page repeats what was searched for; a link to the plugin is what must not be there.
        const text = await answer.text();
        expect(text, path).not.toContain(urls.plugin(packageName));
        expect(text, path).not.toContain(`<file_name>${packageName}`);
      }
    }
  } finally {
    await goOn();
  }
  // The lists do work: what passed is there.
  expect(approved.status).toBe("approved");
  for (const path of [
    urls.feed({ qgis: "3.34" }),
    urls.plugins({ q: approved.packageName }),
    urls.tag(metadata.tags),
    urls.author(metadata.author),
  ])
    expect(await (await request.get(path)).text(), path).toContain(urls.plugin(approved.packageName));
});

test("QGIS Desktop's question for a version that does not exist yet is answered with a list", async ({ open }) => {
  const { request } = await open(null);
  for (const qgis of ["9.99", "nonsense", "3.34.15"]) {
    const answer = await request.get(urls.feed({ qgis }));
    expect(answer.status(), qgis).toBe(200);
    expect(await answer.text()).toMatch(/^<\?xml[\s\S]*<plugins>[\s\S]*<\/plugins>\s*$/);
  }
});
