import sax from "sax";
import { Base64Decoder } from "./base64";
import { readScalar } from "./read-scalar";
import { FAULT, invalid, STREAMED, XmlRpcProblem, type XmlRpcValue } from "./values";

const SCALARS = ["string", "int", "i4", "i8", "boolean", "double", "dateTime.iso8601", "base64", "nil", "ex:nil"];

/** What may stand in what. An element that is no key here holds text alone. */
const CHILDREN: Record<string, readonly string[]> = {
  "": ["methodCall"],
  methodCall: ["methodName", "params"],
  params: ["param"],
  param: ["value"],
  value: [...SCALARS, "array", "struct"],
  array: ["data"],
  data: ["value"],
  struct: ["member"],
  member: ["name", "value"],
};

/** A call of ours has a handful of values; these keep a hostile one from costing memory. */
const MAX_DEPTH = 40;
const MAX_VALUES = 1_000;
const MAX_TEXT = 100_000;

/** Its types do not know the option. */
const OPTIONS: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true };

interface Frame {
  element: string;
  text: string;
  values: XmlRpcValue[];
  /** Of a member. */
  name?: string;
  /** Where its text goes instead of `text`. */
  binary?: Base64Decoder;
}

const newFrame = (element: string): Frame => ({ element, text: "", values: [] });

/**
 * Reads one methodCall from text that comes in pieces. Strict: no document type, no entities but the five of XML, no
 * attributes, limits on depth, values and text. Binary data of the call's first parameter can be taken out while it is
 * read, so that it need not be in memory as a whole.
 */
export class CallParser {
  /** Null until its element has ended. */
  method: string | null = null;
  readonly params: XmlRpcValue[] = [];
  private readonly xml = sax.parser(true, OPTIONS);
  private readonly frames: Frame[] = [newFrame("")];
  private isEnded = false;
  private valueCount = 0;
  private textLength = 0;
  private decoded: Buffer[] = [];

  /** @param streams the methods whose first parameter is taken out by `takeBinary` */
  constructor(private readonly streams: readonly string[]) {
    const { xml } = this;
    xml.onopentag = ({ name }) => this.open(name);
    xml.onclosetag = () => this.close();
    xml.ontext = (text) => this.take(text);
    xml.oncdata = (text) => this.take(text);
    xml.onattribute = () => refuse("attributes");
    xml.ondoctype = () => refuse("document type declarations");
    xml.onsgmldeclaration = () => refuse("declarations");
    xml.onprocessinginstruction = ({ name }) => (name.toLowerCase() === "xml" ? undefined : refuse("processing instructions"));
    xml.onerror = (error) => {
      throw new XmlRpcProblem(FAULT.malformed, `This is no well-formed XML: ${(error.message.split("\n")[0] as string).slice(0, 200)}.`);
    };
  }

  /** @throws XmlRpcProblem */
  write(text: string): void {
    this.xml.write(text);
  }

  /** @throws XmlRpcProblem when the call is not complete */
  end(): { method: string; params: XmlRpcValue[] } {
    this.xml.close();
    if (this.method === null) throw invalid("There is no methodCall with a methodName.");
    return { method: this.method, params: this.params };
  }

  /** Binary data that has come since the last time. */
  takeBinary(): Buffer[] {
    const taken = this.decoded;
    this.decoded = [];
    return taken;
  }

  private get top(): Frame {
    return this.frames.at(-1) as Frame;
  }

  private open(element: string): void {
    const parent = this.top;
    if (this.isEnded || !CHILDREN[parent.element]?.includes(element))
      throw invalid(`<${shown(element)}> cannot stand in <${parent.element}>.`);
    if (this.frames.length > MAX_DEPTH) throw invalid("The values are nested too deeply.");
    if (element === "params" && this.method === null) throw invalid("methodName must come before params.");
    if (element === "value") this.countValue(parent);
    const frame = newFrame(element);
    if (element === "base64" && this.isStreamed()) frame.binary = new Base64Decoder();
    this.frames.push(frame);
  }

  private countValue(parent: Frame): void {
    this.valueCount += 1;
    if (this.valueCount > MAX_VALUES) throw invalid("There are too many values.");
    if (parent.element === "param" && parent.values.length > 0) throw invalid("A param has one value.");
  }

  /** methodCall, params, param, value: the very first one. */
  private isStreamed(): boolean {
    return this.streams.includes(this.method ?? "") && this.params.length === 0 && this.frames.length === 5 && this.top.values.length === 0;
  }

  private take(text: string): void {
    const frame = this.top;
    if (frame.binary) {
      this.decoded.push(frame.binary.push(text));
      return;
    }
    if (CHILDREN[frame.element] && frame.element !== "value") {
      if (text.trim() !== "") throw invalid(`Text cannot stand in <${frame.element || "the document"}>.`);
      return;
    }
    this.textLength += text.length;
    if (this.textLength > MAX_TEXT) throw invalid("The values are too long.");
    frame.text += text;
  }

  private close(): void {
    const frame = this.frames.pop() as Frame;
    const parent = this.top;
    switch (frame.element) {
      case "methodCall":
        this.isEnded = true;
        break;
      case "methodName":
        if (this.method !== null || !/^[A-Za-z0-9_.:/]{1,100}$/.test(frame.text.trim()))
          throw invalid("methodName is no name of a method.");
        this.method = frame.text.trim();
        break;
      case "param":
        if (frame.values.length !== 1) throw invalid("A param has one value.");
        this.params.push(frame.values[0] as XmlRpcValue);
        break;
      case "params":
        break;
      case "name":
        parent.name = frame.text;
        break;
      default:
        parent.values.push(readValue(frame));
    }
  }
}

function readValue(frame: Frame): XmlRpcValue {
  const { element, values, text, name, binary } = frame;
  if (binary) {
    binary.end();
    return STREAMED;
  }
  switch (element) {
    case "value":
      if (values.length === 0) return text;
      if (values.length > 1 || text.trim() !== "") throw invalid("A value has one type.");
      return values[0] as XmlRpcValue;
    case "data":
      return values;
    case "array":
      if (values.length !== 1) throw invalid("An array has one data.");
      return values[0] as XmlRpcValue;
    case "member":
      if (values.length !== 1 || name === undefined) throw invalid("A member has a name and a value.");
      return [name, values[0] as XmlRpcValue];
    case "struct":
      // No name is called like a property of objects: the struct has no prototype.
      return Object.assign(Object.create(null), Object.fromEntries(values as [string, XmlRpcValue][]));
    default:
      return readScalar(element, text);
  }
}

const shown = (element: string): string => element.slice(0, 40);

function refuse(what: string): never {
  throw invalid(`XML-RPC knows no ${what}.`);
}
