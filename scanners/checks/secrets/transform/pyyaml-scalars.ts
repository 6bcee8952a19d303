import { Scalar } from "yaml";

/** Plain texts that mean something else than a text in YAML 1.1. Source: PyYAML 6.0, resolver.py. */
const NOT_TEXT: readonly RegExp[] = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:~|null|Null|NULL|<<|=|)$/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$/,
];

/** What a scalar is to PyYAML's safe loader: a text, base64, or something that is not looked at. */
export function scalarKind(scalar: Scalar): "text" | "binary" | "other" {
  if (scalar.tag && scalar.tag !== "!") {
    if (scalar.tag === "tag:yaml.org,2002:str") return "text";
    return scalar.tag === "tag:yaml.org,2002:binary" ? "binary" : "other";
  }
  if (scalar.tag === "!" || scalar.type !== Scalar.PLAIN) return "text";
  const source = scalar.source ?? "";
  return NOT_TEXT.some((pattern) => pattern.test(source)) ? "other" : "text";
}

/** PyYAML gives these two a meaning as keys and then cannot make a value of them: it refuses the file. */
export function isRefusedValue(scalar: Scalar): boolean {
  return !scalar.tag && scalar.type === Scalar.PLAIN && (scalar.source === "=" || scalar.source === "<<");
}
