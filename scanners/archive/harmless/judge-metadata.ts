import { trimmed } from "../../config/ini";
import { type Ini, parseIni } from "../metadata-ini";

/**
 * Keys whose values are words for people, and the number that every version changes. Not the name, the people and the
 * addresses: somebody could pass themselves off as another one by them.
 */
const TEXT_KEY = /^(?:version|description|about|changelog|tags)$|^(?:description|about)\[\w{2,10}\]$/;

function readIni(bytes: Uint8Array): Ini | null {
  try {
    return parseIni(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

const general = (ini: Ini) => new Map([...ini.general].map(([key, value]) => [key, trimmed(value.text)]));
const others = (ini: Ini) => JSON.stringify([...ini.others].map(([name, values]) => [name, [...values].sort()]).sort());

/**
 * Which keys of metadata.txt differ that are more than words, in the file's own spelling.
 *
 * @returns null when one of the two cannot be read, or another section differs
 */
export function changedSettings(before: Uint8Array, after: Uint8Array): string[] | null {
  const [old, now] = [readIni(before), readIni(after)];
  if (!old || !now || now.problems.length > 0 || others(old) !== others(now)) return null;
  const [oldKeys, newKeys] = [general(old), general(now)];
  const keys = new Set([...oldKeys.keys(), ...newKeys.keys()]);
  return [...keys].filter((key) => !TEXT_KEY.test(key) && oldKeys.get(key) !== newKeys.get(key));
}
