import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B507",
    checkId: "bandit",
    code: "B507",
    title: "An SSH connection trusts any server (AutoAddPolicy, WarningPolicy)",
    why: "SSH knows a server by its key. With this policy the plugin connects to whoever answers, so a computer in between can take the server's place: it receives the password and the data, and gives back what it likes.\n\nPlugins that publish maps or fetch survey data often do this on field and hotel networks, where it is easiest to do.",
    howToFix:
      "Load the keys that the user already accepted with load_system_host_keys() and keep paramiko's RejectPolicy, which is the default. For a new server show the key's fingerprint in a dialog, and add the key when the user agrees.",
    intended: nosec("B507", "client.set_missing_host_key_policy(paramiko.AutoAddPolicy())"),
    defaultSeverity: "critical",
    badExample: {
      path: "plugin.py",
      code: "import paramiko\n\n\ndef connect(host):\n    client = paramiko.SSHClient()\n    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())\n    client.connect(host)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "import paramiko\n\n\ndef connect(host):\n    client = paramiko.SSHClient()\n    client.load_system_host_keys()\n    client.set_missing_host_key_policy(paramiko.RejectPolicy())\n    client.connect(host)\n",
    },
    references: [
      banditReference("plugins", "b507_ssh_no_host_key_verification", "B507: ssh_no_host_key_verification"),
      { title: "Paramiko: host key policies", url: "https://docs.paramiko.org/en/stable/api/client.html" },
    ],
    cwe: 295,
  },
  {
    id: "bandit/B601",
    checkId: "bandit",
    code: "B601",
    title: "A command is run on another computer over SSH (exec_command)",
    why: "The server's shell reads the whole text. A file name or a layer name in it that holds ; or $( ) runs a command of its own there, with the rights of the account that the plugin signs in with.\n\nEvery call of exec_command() is reported in a file that imports paramiko, also one with a fixed text, so it is a warning.",
    howToFix: "Put each value that is not fixed through shlex.quote(). To move files use open_sftp(): it needs no command at all.",
    intended: nosec("B601", 'client.exec_command("df -h")'),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: 'import paramiko\n\n\ndef remove(client: paramiko.SSHClient, name):\n    client.exec_command("rm /data/" + name)\n',
    },
    goodExample: {
      path: "plugin.py",
      code: 'import paramiko\n\n\ndef remove(client: paramiko.SSHClient, name):\n    with client.open_sftp() as sftp:\n        sftp.remove("/data/" + name)\n',
    },
    references: [
      banditReference("plugins", "b601_paramiko_calls", "B601: paramiko_calls"),
      { title: "Python: shlex.quote", url: "https://docs.python.org/3/library/shlex.html#shlex.quote" },
    ],
    cwe: 78,
  },
];
