/** What XML-RPC can say. `nil` and `i8` are the usual extensions. */
export type XmlRpcValue =
  | string
  | number
  | boolean
  | null
  | Date
  | Uint8Array
  | typeof STREAMED
  | XmlRpcValue[]
  | { [name: string]: XmlRpcValue };

/** Stands for binary data that went elsewhere while it was read. */
export const STREAMED: unique symbol = Symbol("streamed");

/** Codes of the "Specification for Fault Code Interoperability". */
export const FAULT = { malformed: -32_700, invalid: -32_600, unknownMethod: -32_601, params: -32_602, internal: -32_603 } as const;

/** The request is not what XML-RPC allows, or asks too much; becomes a fault. */
export class XmlRpcProblem extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const invalid = (message: string): XmlRpcProblem => new XmlRpcProblem(FAULT.invalid, message);
