import { expect, test } from "vitest";
import { listAddresses } from "../helpers/authorisation/routes";
import { EXEMPT, ROWS } from "../helpers/authorisation/table";

// A browser test asks each row's address as each actor; here nothing that the product answers may be missing.
const tabled = [...new Set([...ROWS.map((row) => row.address), ...Object.keys(EXEMPT)])];

test("every address has a row in tests/helpers/authorisation/table.ts that says who gets what", () =>
  expect(listAddresses().filter((address) => !tabled.includes(address))).toEqual([]));

test("every row of the table is an address", () => expect(tabled.filter((address) => !listAddresses().includes(address))).toEqual([]));
