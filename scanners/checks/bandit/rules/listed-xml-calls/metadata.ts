import type { RuleMetadata } from "../../../../core/types";
import { banditReference, nosec } from "../../rule-text";

export const RULES: readonly RuleMetadata[] = [
  {
    id: "bandit/B313",
    checkId: "bandit",
    code: "B313",
    title: "XML is read with xml.etree.cElementTree",
    why: "The module is gone since Python 3.9, so on today's QGIS the line fails; xml.etree.ElementTree is the same. A document may define texts that contain each other, and a file of a few lines then grows to gigabytes in memory. The parser that today's Python brings limits such growth itself (expat 2.4.1 and newer), and QGIS does not ship defusedxml, so this is for information.",
    howToFix:
      "For files that QGIS itself wrote (styles, projects) QDomDocument is at hand. For answers of a service, limit their size before you parse them. Where the user's Python has defusedxml, its functions of the same name refuse such documents.",
    intended: nosec("B313", "tree.parse(path)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "import xml.etree.cElementTree as tree\n\n\ndef read(path):\n    return tree.parse(path)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtXml import QDomDocument\n\n\ndef read(text):\n    document = QDomDocument()\n    document.setContent(text)\n    return document\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B313"),
      { title: "Python: XML security", url: "https://docs.python.org/3/library/xml.html#xml-security" },
    ],
    cwe: 20,
  },
  {
    id: "bandit/B314",
    checkId: "bandit",
    code: "B314",
    title: "XML is read with xml.etree.ElementTree",
    why: "Plugins read styles, capabilities and GPX tracks with it, often from a server that is not theirs. A document may define texts that contain each other, and a file of a few lines then grows to gigabytes in memory. The parser that today's Python brings limits such growth itself (expat 2.4.1 and newer), and QGIS does not ship defusedxml, so this is for information.",
    howToFix:
      "For files that QGIS itself wrote (styles, projects) QDomDocument is at hand. For answers of a service, limit their size before you parse them. Where the user's Python has defusedxml, its functions of the same name refuse such documents.",
    intended: nosec("B314", "tree.parse(path)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "import xml.etree.ElementTree as tree\n\n\ndef read(path):\n    return tree.parse(path)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtXml import QDomDocument\n\n\ndef read(text):\n    document = QDomDocument()\n    document.setContent(text)\n    return document\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B314"),
      { title: "Python: XML security", url: "https://docs.python.org/3/library/xml.html#xml-security" },
    ],
    cwe: 20,
  },
  {
    id: "bandit/B315",
    checkId: "bandit",
    code: "B315",
    title: "XML is read with xml.sax.expatreader",
    why: "This is the parser below xml.sax. A document may define texts that contain each other, and a file of a few lines then grows to gigabytes in memory. The parser that today's Python brings limits such growth itself (expat 2.4.1 and newer), and QGIS does not ship defusedxml, so this is for information.",
    howToFix:
      "For files that QGIS itself wrote (styles, projects) QDomDocument is at hand. For answers of a service, limit their size before you parse them. Where the user's Python has defusedxml, its functions of the same name refuse such documents.",
    intended: nosec("B315", "expatreader.create_parser()"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "from xml.sax import expatreader\n\n\ndef reader():\n    return expatreader.create_parser()\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtXml import QDomDocument\n\n\ndef read(text):\n    document = QDomDocument()\n    document.setContent(text)\n    return document\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B315"),
      { title: "Python: XML security", url: "https://docs.python.org/3/library/xml.html#xml-security" },
    ],
    cwe: 20,
  },
  {
    id: "bandit/B316",
    checkId: "bandit",
    code: "B316",
    title: "XML is read with xml.dom.expatbuilder",
    why: "This is the parser below xml.dom.minidom. A document may define texts that contain each other, and a file of a few lines then grows to gigabytes in memory. The parser that today's Python brings limits such growth itself (expat 2.4.1 and newer), and QGIS does not ship defusedxml, so this is for information.",
    howToFix:
      "For files that QGIS itself wrote (styles, projects) QDomDocument is at hand. For answers of a service, limit their size before you parse them. Where the user's Python has defusedxml, its functions of the same name refuse such documents.",
    intended: nosec("B316", "expatbuilder.parse(path)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "from xml.dom import expatbuilder\n\n\ndef read(path):\n    return expatbuilder.parse(path)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtXml import QDomDocument\n\n\ndef read(text):\n    document = QDomDocument()\n    document.setContent(text)\n    return document\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B316"),
      { title: "Python: XML security", url: "https://docs.python.org/3/library/xml.html#xml-security" },
    ],
    cwe: 20,
  },
  {
    id: "bandit/B317",
    checkId: "bandit",
    code: "B317",
    title: "XML is read with xml.sax",
    why: "It hands a large document over piece by piece, so it is used for the largest ones. A document may define texts that contain each other, and a file of a few lines then grows to gigabytes in memory. The parser that today's Python brings limits such growth itself (expat 2.4.1 and newer), and QGIS does not ship defusedxml, so this is for information.",
    howToFix:
      "For files that QGIS itself wrote (styles, projects) QDomDocument is at hand. For answers of a service, limit their size before you parse them. Where the user's Python has defusedxml, its functions of the same name refuse such documents.",
    intended: nosec("B317", "xml.sax.parse(path, handler)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "import xml.sax\n\n\ndef read(path, handler):\n    xml.sax.parse(path, handler)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtXml import QDomDocument\n\n\ndef read(text):\n    document = QDomDocument()\n    document.setContent(text)\n    return document\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B317"),
      { title: "Python: XML security", url: "https://docs.python.org/3/library/xml.html#xml-security" },
    ],
    cwe: 20,
  },
  {
    id: "bandit/B318",
    checkId: "bandit",
    code: "B318",
    title: "XML is read with xml.dom.minidom",
    why: "It keeps the whole document in memory, many times the size of the file. A document may define texts that contain each other, and a file of a few lines then grows to gigabytes in memory. The parser that today's Python brings limits such growth itself (expat 2.4.1 and newer), and QGIS does not ship defusedxml, so this is for information.",
    howToFix:
      "For files that QGIS itself wrote (styles, projects) QDomDocument is at hand. For answers of a service, limit their size before you parse them. Where the user's Python has defusedxml, its functions of the same name refuse such documents.",
    intended: nosec("B318", "minidom.parse(path)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "from xml.dom import minidom\n\n\ndef read(path):\n    return minidom.parse(path)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtXml import QDomDocument\n\n\ndef read(text):\n    document = QDomDocument()\n    document.setContent(text)\n    return document\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B318"),
      { title: "Python: XML security", url: "https://docs.python.org/3/library/xml.html#xml-security" },
    ],
    cwe: 20,
  },
  {
    id: "bandit/B319",
    checkId: "bandit",
    code: "B319",
    title: "XML is read with xml.dom.pulldom",
    why: "It reads a document in steps and builds a tree of the parts that are asked for. A document may define texts that contain each other, and a file of a few lines then grows to gigabytes in memory. The parser that today's Python brings limits such growth itself (expat 2.4.1 and newer), and QGIS does not ship defusedxml, so this is for information.",
    howToFix:
      "For files that QGIS itself wrote (styles, projects) QDomDocument is at hand. For answers of a service, limit their size before you parse them. Where the user's Python has defusedxml, its functions of the same name refuse such documents.",
    intended: nosec("B319", "pulldom.parse(path)"),
    defaultSeverity: "info",
    badExample: { path: "plugin.py", code: "from xml.dom import pulldom\n\n\ndef read(path):\n    return pulldom.parse(path)\n" },
    goodExample: {
      path: "plugin.py",
      code: "from qgis.PyQt.QtXml import QDomDocument\n\n\ndef read(text):\n    document = QDomDocument()\n    document.setContent(text)\n    return document\n",
    },
    references: [
      banditReference("blacklists", "blacklist_calls", "Bandit: calls to avoid, B319"),
      { title: "Python: XML security", url: "https://docs.python.org/3/library/xml.html#xml-security" },
    ],
    cwe: 20,
  },
];
