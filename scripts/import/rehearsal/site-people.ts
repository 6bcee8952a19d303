export type Row = Record<string, string | number | boolean | null>;

/** Accounts with something to tell, by id. All others are plain people with an address of their own. */
export const ACCOUNTS = {
  superuser: 1,
  staff: 2,
  trusted: 3,
  trustedByGroup: 4,
  inactive: 5,
  sharedAddress: 6,
  sharedAddressToo: 7,
  withoutAddress: 8,
  inactiveStaff: 9,
  otherApplication: 10,
} as const;

/** Who has which permission. */
export const APPROVERS_GROUP = {
  direct: ACCOUNTS.trusted,
  inGroup: ACCOUNTS.trustedByGroup,
  otherApplication: ACCOUNTS.otherApplication,
  sharedAddress: ACCOUNTS.sharedAddress,
} as const;

export function accountRows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => accountRow(index + 1));
}

function accountRow(id: number): Row {
  return {
    id,
    password: "!",
    last_login: null,
    is_superuser: id === ACCOUNTS.superuser,
    username: `person_${id}`,
    first_name: "",
    last_name: "",
    email: addressOf(id),
    is_staff: id === ACCOUNTS.staff || id === ACCOUNTS.inactiveStaff || id === ACCOUNTS.superuser,
    is_active: id !== ACCOUNTS.inactive && id !== ACCOUNTS.inactiveStaff,
    date_joined: new Date(Date.UTC(2012, 0, 1 + id)).toISOString(),
  };
}

/** Two accounts have one address, in two spellings. */
function addressOf(id: number): string {
  if (id === ACCOUNTS.withoutAddress) return "";
  if (id === ACCOUNTS.sharedAddress) return "Shared@example.org";
  if (id === ACCOUNTS.sharedAddressToo) return "shared@example.org ";
  return `Person.${id}@example.org`;
}
