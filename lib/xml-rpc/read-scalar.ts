import { Base64Decoder } from "./base64";
import { invalid, type XmlRpcValue } from "./values";

const DATE = /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/;

/** The value of an element that holds text alone. @throws XmlRpcProblem when the text is no such value */
export function readScalar(type: string, text: string): XmlRpcValue {
  switch (type) {
    case "string":
      return text;
    case "int":
    case "i4":
      return readInteger(text, 2 ** 31);
    case "i8":
      return readInteger(text, Number.MAX_SAFE_INTEGER + 1);
    case "boolean":
      if (text.trim() !== "0" && text.trim() !== "1") throw invalid("A boolean is 0 or 1.");
      return text.trim() === "1";
    case "double":
      if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text.trim())) throw invalid("A double is a decimal number.");
      return Number(text);
    case "dateTime.iso8601":
      return readDate(text.trim());
    case "base64":
      return readBase64(text);
    default:
      if (text.trim() !== "") throw invalid("nil holds nothing.");
      return null;
  }
}

/** @param end the first number that is too large; its negative is the lowest */
function readInteger(text: string, end: number): number {
  const value = Number(text);
  if (!/^\s*[+-]?\d{1,20}\s*$/.test(text) || value >= end || value < -end) throw invalid("An integer is not a number, or too large.");
  return value;
}

/** Times without a zone are UTC. */
function readDate(text: string): Date {
  const [, year, month, day, hour, minute, second, zone] = DATE.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone?.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2") ?? "Z"}`);
  if (Number.isNaN(date.getTime())) throw invalid("A date is not written as in ISO 8601.");
  return date;
}

function readBase64(text: string): Uint8Array {
  const decoder = new Base64Decoder();
  const bytes = decoder.push(text);
  decoder.end();
  return bytes;
}
