import { rulesOfCheck } from "../../ruleset/rules";

/** Names by which `# nosec` may call Bandit 1.9.4's tests, besides their ids. */
const NAMES: Readonly<Record<string, string>> = {
  flask_debug_true: "B201",
  assert_used: "B101",
  request_with_no_cert_validation: "B501",
  request_without_timeout: "B113",
  exec_used: "B102",
  set_bad_file_permissions: "B103",
  hardcoded_bind_all_interfaces: "B104",
  hardcoded_password_string: "B105",
  hardcoded_password_funcarg: "B106",
  hardcoded_password_default: "B107",
  hardcoded_tmp_directory: "B108",
  paramiko_calls: "B601",
  subprocess_popen_with_shell_equals_true: "B602",
  subprocess_without_shell_equals_true: "B603",
  any_other_function_with_shell_equals_true: "B604",
  start_process_with_a_shell: "B605",
  start_process_with_no_shell: "B606",
  start_process_with_partial_path: "B607",
  hardcoded_sql_expressions: "B608",
  hashlib_insecure_functions: "B324",
  linux_commands_wildcard_injection: "B609",
  django_extra_used: "B610",
  django_rawsql_used: "B611",
  ssl_with_bad_version: "B502",
  ssl_with_bad_defaults: "B503",
  ssl_with_no_version: "B504",
  jinja2_autoescape_false: "B701",
  use_of_mako_templates: "B702",
  django_mark_safe: "B703",
  try_except_continue: "B112",
  try_except_pass: "B110",
  weak_cryptographic_key: "B505",
  yaml_load: "B506",
  ssh_no_host_key_verification: "B507",
  snmp_insecure_version: "B508",
  snmp_weak_cryptography: "B509",
  logging_config_insecure_listen: "B612",
  tarfile_unsafe_members: "B202",
  pytorch_load: "B614",
  trojansource: "B613",
  markupsafe_markup_xss: "B704",
  huggingface_unsafe_download: "B615",
  pickle: "B301",
  marshal: "B302",
  md5: "B303",
  ciphers: "B304",
  cipher_modes: "B305",
  mktemp_q: "B306",
  eval: "B307",
  mark_safe: "B308",
  urllib_urlopen: "B310",
  random: "B311",
  telnetlib: "B312",
  xml_bad_cElementTree: "B313",
  xml_bad_ElementTree: "B314",
  xml_bad_expatreader: "B315",
  xml_bad_expatbuilder: "B316",
  xml_bad_sax: "B317",
  xml_bad_minidom: "B318",
  xml_bad_pulldom: "B319",
  ftplib: "B321",
  unverified_context: "B323",
  import_telnetlib: "B401",
  import_ftplib: "B402",
  import_pickle: "B403",
  import_subprocess: "B404",
  import_xml_etree: "B405",
  import_xml_sax: "B406",
  import_xml_expat: "B407",
  import_xml_minidom: "B408",
  import_xml_pulldom: "B409",
  import_xmlrpclib: "B411",
  import_httpoxy: "B412",
  import_pycrypto: "B413",
  import_pyghmi: "B415",
};

/** Rules of our own are named like Bandit's tests. */
const IDS = new Set(["B001", ...Object.values(NAMES), ...rulesOfCheck("bandit").map((rule) => rule.code)]);
const ID_BY_NAME = new Map(Object.entries(NAMES));

/** Ids of the entries on Bandit's two lists, for which B001 stands. */
export const LISTED_TEST_IDS: readonly string[] = [...IDS].filter((id) => /^B[34]/.test(id) && id !== "B324");

/** Whether Bandit has a test of this id; names do not count. */
export function isTestId(word: string): boolean {
  return IDS.has(word);
}

/** The id of a Bandit test by its id or name; undefined for any other word. */
export function testId(word: string): string | undefined {
  return IDS.has(word) ? word : ID_BY_NAME.get(word);
}
