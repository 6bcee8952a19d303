import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

const PYSNMP = { title: "PySNMP", url: "https://docs.lextudio.com/pysnmp/" };

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B508",
    checkId: "bandit",
    code: "B508",
    title: "A device is asked over SNMP version 1 or 2",
    why: "These versions send the community name, which is their password, readable through the network, and nothing protects the answer. Plugins that show sensors, stations or network devices on a map tend to run in the very network where others can listen.",
    howToFix:
      "Use SNMP version 3: UsmUserData with a key for signing and one for encryption. If a device knows only version 2, tell the user, and do not write to it.",
    intended: nosec("B508", "CommunityData(name, mpModel=1)"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "from pysnmp.hlapi import CommunityData\n\n\ndef credentials(name):\n    return CommunityData(name, mpModel=0)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "from pysnmp.hlapi import UsmUserData\n\n\ndef credentials(user, auth_key, privacy_key):\n    return UsmUserData(user, auth_key, privacy_key)\n",
    },
    references: [banditReference("plugins", "b508_snmp_insecure_version", "B508: snmp_insecure_version"), PYSNMP],
    cwe: 319,
  },
  {
    id: "bandit/B509",
    checkId: "bandit",
    code: "B509",
    title: "An SNMP version 3 user without encryption",
    why: "Without the third value, the key for encryption, all that the plugin asks and gets can be read on the way, and without the second it can be changed too. Then version 3 is no better than the older ones.\n\nOnly values without a name are counted: keys that are passed as authKey= and privKey= are not seen, and the call is reported all the same.",
    howToFix:
      "Pass user, key for signing and key for encryption, in this order: UsmUserData(user, auth_key, privacy_key). Take the keys from QGIS's authentication database.",
    intended: nosec("B509", "UsmUserData(user, authKey=key, privKey=key2)"),
    defaultSeverity: "warning",
    badExample: {
      path: "plugin.py",
      code: "from pysnmp.hlapi import UsmUserData\n\n\ndef credentials(user, auth_key):\n    return UsmUserData(user, auth_key)\n",
    },
    goodExample: {
      path: "plugin.py",
      code: "from pysnmp.hlapi import UsmUserData\n\n\ndef credentials(user, auth_key, privacy_key):\n    return UsmUserData(user, auth_key, privacy_key)\n",
    },
    references: [banditReference("plugins", "b509_snmp_weak_cryptography", "B509: snmp_weak_cryptography"), PYSNMP],
    cwe: 319,
  },
];
