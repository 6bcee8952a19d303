import type { Page } from "@playwright/test";
import type { Person, Site } from "@/tests/helpers/e2e-site";

/** What pictures are taken of: a page as somebody sees it, perhaps after some steps on it. */
export interface State {
  /** Of the picture's file; its first word names the area. Lower case, words with hyphens. */
  name: string;
  /** Null is a visitor. */
  by: Person | null;
  /** An address of the site, or a mail's HTML. */
  shows: string | { html: string };
  /** Opens, types and presses what the state is about; runs once, before the first picture. */
  act?: (page: Page) => Promise<unknown>;
}

export interface Stage {
  site: Site;
  /** The seeded people, whose plugins show every status. */
  owner: Person;
  trusted: Person;
  second: Person;
  approver: Person;
  admin: Person;
}

/** Brings about what its states show, and lists them. Areas run one after the other, in the order of take.ts. */
export type Area = (stage: Stage) => Promise<State[]>;
