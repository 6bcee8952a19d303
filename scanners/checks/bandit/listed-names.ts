import type { BanditIssue } from "./issue";

/** An entry of Bandit's lists: names that are enough for a finding. */
export interface ListedNames {
  code: string;
  severity: BanditIssue["severity"];
  names: readonly string[];
  /** What we say of it; `name` is one of `names`, or what is imported. */
  message: (name: string) => string;
}

type Row = readonly [code: string, severity: BanditIssue["severity"], message: ListedNames["message"], ...names: string[]];

const under = (module: string, ...names: string[]) => names.map((name) => `${module}.${name}`);
const readsXml = (name: string) => `${name}() reads XML with a parser that follows what the document asks for.`;
const importsXml = (name: string) => `${name} is imported, an XML reader that follows what a document asks for.`;

const OLD_CIPHERS = ["ARC2", "ARC4", "Blowfish", "DES", "XOR"].map((name) => `${name}.new`);
const OLD_DIGESTS = ["MD2", "MD4", "MD5", "SHA"].map((name) => `${name}.new`);
const PRIMITIVES = "cryptography.hazmat.primitives";
const OPENERS = ["urlopen", "urlretrieve", "URLopener", "FancyURLopener"];
const ELEMENT_TREE = ["parse", "iterparse", "fromstring", "XMLParser"];
const RANDOM = "Random random randrange randint choice choices uniform triangular randbytes sample getrandbits".split(" ");

const CALL_ROWS: readonly Row[] = [
  [
    "B301",
    "medium",
    (name) => `${name}() runs what the loaded data tells it to.`,
    ...under("pickle", "loads", "load", "Unpickler"),
    ...under("dill", "loads", "load", "Unpickler"),
    ...under("shelve", "open", "DbfilenameShelf"),
    ...under("jsonpickle", "decode", "unpickler.decode", "unpickler.Unpickler"),
    "pandas.read_pickle",
  ],
  ["B302", "medium", (name) => `${name}() builds Python objects out of data without any check.`, ...under("marshal", "load", "loads")],
  [
    "B303",
    "medium",
    (name) => `${name} is a broken hash function.`,
    ...under("Crypto.Hash", ...OLD_DIGESTS),
    ...under("Cryptodome.Hash", ...OLD_DIGESTS),
    ...under(`${PRIMITIVES}.hashes`, "MD5", "SHA1"),
  ],
  [
    "B304",
    "high",
    (name) => `${name} is a broken or outdated cipher.`,
    ...under("Crypto.Cipher", ...OLD_CIPHERS),
    ...under("Cryptodome.Cipher", ...OLD_CIPHERS),
    ...under(`${PRIMITIVES}.ciphers.algorithms`, "ARC4", "Blowfish", "CAST5", "IDEA", "SEED", "TripleDES"),
  ],
  ["B305", "medium", () => "The cipher mode ECB shows which blocks of the data are equal.", `${PRIMITIVES}.ciphers.modes.ECB`],
  ["B306", "medium", () => "tempfile.mktemp() gives a name that another program can take first.", "tempfile.mktemp"],
  ["B307", "medium", () => "eval() runs an expression as a program.", "eval"],
  ["B308", "medium", () => "mark_safe() puts a text into a web page without escaping it.", "django.utils.safestring.mark_safe"],
  [
    "B310",
    "medium",
    (name) => `${name}() opens any kind of address, file: among them.`,
    ...under("urllib.request", ...OPENERS),
    ...under("six.moves.urllib.request", ...OPENERS),
  ],
  ["B311", "low", (name) => `${name}() gives numbers that can be predicted.`, ...under("random", ...RANDOM)],
  ["B312", "high", () => "Telnet sends everything in clear text, passwords too.", "telnetlib.Telnet"],
  ["B313", "medium", readsXml, ...under("xml.etree.cElementTree", ...ELEMENT_TREE)],
  ["B314", "medium", readsXml, ...under("xml.etree.ElementTree", ...ELEMENT_TREE)],
  ["B315", "medium", readsXml, "xml.sax.expatreader.create_parser"],
  ["B316", "medium", readsXml, ...under("xml.dom.expatbuilder", "parse", "parseString")],
  ["B317", "medium", readsXml, ...under("xml.sax", "parse", "parseString", "make_parser")],
  ["B318", "medium", readsXml, ...under("xml.dom.minidom", "parse", "parseString")],
  ["B319", "medium", readsXml, ...under("xml.dom.pulldom", "parse", "parseString")],
  ["B321", "high", () => "FTP sends everything in clear text, passwords too.", "ftplib.FTP"],
  ["B323", "medium", () => "This connection accepts any server certificate.", "ssl._create_unverified_context"],
];

const IMPORT_ROWS: readonly Row[] = [
  ["B401", "high", () => "The telnetlib module is imported; Telnet does not encrypt.", "telnetlib"],
  ["B402", "high", () => "The ftplib module is imported; FTP does not encrypt.", "ftplib"],
  ["B403", "low", (name) => `${name} is imported, which can run what loaded data tells it to.`, "pickle", "cPickle", "dill", "shelve"],
  ["B404", "low", () => "The subprocess module is imported, which starts other programs.", "subprocess"],
  ["B405", "low", importsXml, "xml.etree.cElementTree", "xml.etree.ElementTree"],
  ["B406", "low", importsXml, "xml.sax"],
  ["B407", "low", importsXml, "xml.dom.expatbuilder"],
  ["B408", "low", importsXml, "xml.dom.minidom"],
  ["B409", "low", importsXml, "xml.dom.pulldom"],
  ["B411", "high", (name) => `${name} is imported: XML-RPC reads XML that comes from the network.`, "xmlrpc"],
  [
    "B412",
    "high",
    (name) => `${name} is imported: under CGI a request can set the proxy of the program.`,
    "wsgiref.handlers.CGIHandler",
    ...under("twisted.web.twcgi", "CGIScript", "CGIDirectory"),
  ],
  [
    "B413",
    "high",
    (name) => `${name} of PyCrypto is imported, which nobody maintains any more.`,
    ...under("Crypto", "Cipher", "Hash", "IO", "Protocol", "PublicKey", "Random", "Signature", "Util"),
  ],
  ["B415", "high", (name) => `${name} is imported; IPMI does not protect what it sends.`, "pyghmi"],
];

function listed([code, severity, message, ...names]: Row): ListedNames {
  return { code, severity, names, message };
}

/** Calls by their whole name, in Bandit's order. Source: Bandit 1.9.4 blacklists/calls.py. */
export const LISTED_CALLS: readonly ListedNames[] = CALL_ROWS.map(listed);

/**
 * Modules by the beginning of their name, in Bandit's order: of one import statement only the first entry that fits is
 * reported. Source: Bandit 1.9.4 blacklists/imports.py.
 */
export const LISTED_IMPORTS: readonly ListedNames[] = IMPORT_ROWS.map(listed);

/** @param name as it is written in the code after aliases, without what stands before it in a `from` import. */
export function listedIssue(entry: ListedNames, name: string): BanditIssue {
  return { code: entry.code, severity: entry.severity, confidence: "high", message: entry.message(name), data: { name } };
}
