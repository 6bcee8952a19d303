/** Every address × everybody who can ask, from one list. */
import type { APIRequestContext } from "@playwright/test";
import { ACTORS } from "../helpers/authorisation/actors";
import { openScene, type Scene } from "../helpers/authorisation/scene";
import { expectedStatus, ROWS, type Row } from "../helpers/authorisation/table";
import { expect, test } from "../helpers/e2e-test";

function ask(request: APIRequestContext, row: Row, scene: Scene) {
  const [method] = row.address.split(" ");
  return request.fetch(row.path(scene), { method: method as string, maxRedirects: 0, ...row.body?.(scene) });
}

/** Where somebody may see nothing, the answer must not even name what it hides. */
const hidden = (status: number) => status === 401 || status === 403 || status === 404;

test("each address answers each actor as the table says", async ({ playwright, site }) => {
  test.setTimeout(300_000);
  const scene = await openScene(site, playwright);
  const wrong: string[] = [];
  for (const row of ROWS) {
    for (const actor of ACTORS) {
      const answer = await ask(scene.actors[actor], row, scene);
      const wanted = expectedStatus(row, actor);
      if (answer.status() !== wanted) wrong.push(`${row.address} (${row.about}), ${actor}: ${answer.status()}, not ${wanted}`);
      else if (hidden(wanted) && (await answer.text()).includes(scene.draft.name)) wrong.push(`${row.address}, ${actor}: names the draft`);
    }
  }
  await Promise.all(Object.values(scene.actors).map((context) => context.dispose()));
  expect(wrong).toEqual([]);
});
