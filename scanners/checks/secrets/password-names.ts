/**
 * Whether a Python file can hold a name for which Bandit's B105 to B107 look at the value: a quick look that saves walking
 * or parsing most files. The statement `pass` is none of them.
 */
export function mayNamePassword(text: string): boolean {
  return NAMES.test(text);
}

const NAMES = /pas+wo?r?d|passphrase|pass_|_pass|pass[ \t]{0,20}[=!"')\],:]|pwd|token|secret/i;
