/**
 * Names of encodings that Python 3.12 knows (its codecs and their aliases, in lower case, every run of other signs as one
 * underscore) by the label under which Node's TextDecoder knows the same. Others (UTF-7, rot13 …) hide what a file says
 * and are not read.
 */
const NAMES_BY_LABEL: Readonly<Record<string, string>> = {
  "utf-8": "cp65001 u8 utf utf8 utf8_ucs2 utf8_ucs4 utf_8 utf_8_sig",
  latin1: "8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 latin latin1 latin_1",
  ascii: "646 ansi_x3.4_1968 ansi_x3.4_1986 ansi_x3_4_1968 ascii cp367 csascii ibm367 iso646_us iso_646.irv_1991 iso_ir_6 us us_ascii",
  "windows-1252": "1252 cp1252 windows_1252",
  "windows-1250": "1250 cp1250 windows_1250",
  "windows-1251": "1251 cp1251 windows_1251",
  "windows-1253": "1253 cp1253 windows_1253",
  "windows-1254": "1254 cp1254 windows_1254",
  "windows-1255": "1255 cp1255 windows_1255",
  "windows-1256": "1256 cp1256 windows_1256",
  "windows-1257": "1257 cp1257 windows_1257",
  "windows-1258": "1258 cp1258 windows_1258",
  "iso-8859-2": "csisolatin2 iso8859_2 iso_8859_2 iso_8859_2_1987 iso_ir_101 l2 latin2",
  "iso-8859-3": "csisolatin3 iso8859_3 iso_8859_3 iso_8859_3_1988 iso_ir_109 l3 latin3",
  "iso-8859-4": "csisolatin4 iso8859_4 iso_8859_4 iso_8859_4_1988 iso_ir_110 l4 latin4",
  "iso-8859-5": "csisolatincyrillic cyrillic iso8859_5 iso_8859_5 iso_8859_5_1988 iso_ir_144",
  "iso-8859-6": "arabic asmo_708 csisolatinarabic ecma_114 iso8859_6 iso_8859_6 iso_8859_6_1987 iso_ir_127",
  "iso-8859-7": "csisolatingreek ecma_118 elot_928 greek greek8 iso8859_7 iso_8859_7 iso_8859_7_1987 iso_ir_126",
  "iso-8859-8": "csisolatinhebrew hebrew iso8859_8 iso_8859_8 iso_8859_8_1988 iso_ir_138",
  "iso-8859-10": "csisolatin6 iso8859_10 iso_8859_10 iso_8859_10_1992 iso_ir_157 l6 latin6",
  "iso-8859-13": "iso8859_13 iso_8859_13 l7 latin7",
  "iso-8859-14": "iso8859_14 iso_8859_14 iso_8859_14_1998 iso_celtic iso_ir_199 l8 latin8",
  "iso-8859-15": "iso8859_15 iso_8859_15 l9 latin9",
  "iso-8859-16": "iso8859_16 iso_8859_16 iso_8859_16_2001 iso_ir_226 l10 latin10",
  "koi8-r": "cskoi8r koi8_r",
  "koi8-u": "koi8_u",
  ibm866: "866 cp866 csibm866 ibm866",
  macintosh: "mac_roman macintosh macroman",
  gbk: "936 chinese cp936 csiso58gb231280 euc_cn euccn eucgb2312_cn gb2312 gb2312_1980 gb2312_80 gbk iso_ir_58 ms936 x_mac_simp_chinese",
  gb18030: "gb18030 gb18030_2000",
  big5: "950 big5 big5_tw cp950 csbig5 ms950 x_mac_trad_chinese",
  shift_jis: "932 cp932 csshiftjis ms932 ms_kanji mskanji s_jis shift_jis shiftjis sjis x_mac_japanese",
  "euc-jp": "euc_jp eucjp u_jis ujis",
  "euc-kr": "949 cp949 euc_kr euckr korean ks_c_5601 ks_c_5601_1987 ks_x_1001 ksc5601 ksx1001 ms949 uhc x_mac_korean",
};

const LABELS = new Map(Object.entries(NAMES_BY_LABEL).flatMap(([label, names]) => names.split(" ").map((name) => [name, label] as const)));

/** TextDecoder's label for a name in a coding comment, or undefined. `latin1` and `ascii` mean exactly these. */
export function encodingLabel(name: string): string | undefined {
  return LABELS.get(name.toLowerCase().replace(/[^a-z0-9.]+/g, "_"));
}
