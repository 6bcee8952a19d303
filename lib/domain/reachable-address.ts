/** No mail can ever reach this domain (RFC 2606): accounts under it stand for a name alone. */
const NOWHERE = "@imported.invalid";

/** @param id makes it one of its kind */
export const unreachableAddress = (id: string): string => `${id}${NOWHERE}`;

export const isReachable = (email: string): boolean => !email.toLowerCase().endsWith(".invalid");

/** In place of an erased person's address. */
export const erasedAddress = (id: string): string => `${id}@erased.invalid`;
