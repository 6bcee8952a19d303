/**
 * The severity of each rule on the QGIS plugin site in July 2026: critical = on and mandatory, warning = on and
 * skippable by the uploader, info = off. Facts; what they mean here is decided in rulesets.ts.
 */
export const QGIS_SITE_SEVERITIES = {
  bandit: {
    critical: [
      "B102", "B103", "B105", "B106", "B107", "B111", "B201", "B202", "B301", "B302", "B304", "B305", "B306", "B307",
      "B312", "B321", "B323", "B401", "B402", "B412", "B413", "B501", "B502", "B503", "B505", "B506", "B507", "B601",
      "B602", "B604", "B605", "B609", "B610", "B611", "B612", "B613", "B615", "B701",
    ],
    warning: [
      "B101", "B104", "B108", "B110", "B112", "B113", "B303", "B308", "B310", "B311", "B313", "B314", "B315", "B316",
      "B317", "B318", "B319", "B320", "B324", "B403", "B405", "B406", "B407", "B408", "B409", "B504", "B508", "B509",
      "B603", "B606", "B607", "B608", "B614", "B702", "B703", "B704",
    ],
    info: [
      "B109", "B404", "B410", "B411",
    ],
  },
  secrets: {
    critical: [
      "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "CloudantDetector",
      "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "IbmCloudIamDetector",
      "IbmCosHmacDetector", "JwtTokenDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector",
      "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector", "SoftlayerDetector",
      "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector",
    ],
    warning: [
      "Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector",
    ],
    info: [
      "IPPublicDetector",
    ],
  },
  flake8: {
    critical: [
      "E901", "E902", "E999", "F821", "F823", "F831",
    ],
    warning: [
      "E101", "E711", "E712", "E713", "E714", "E721", "E722", "E731", "E741", "E742", "E743", "W605", "F402", "F403",
      "F404", "F405", "F811", "F822", "F901", "C901",
    ],
    info: [
      "E111", "E112", "E113", "E114", "E115", "E116", "E117", "E121", "E122", "E123", "E124", "E125", "E126", "E127",
      "E128", "E129", "E131", "E133", "E201", "E202", "E203", "E211", "E221", "E222", "E223", "E224", "E225", "E226",
      "E227", "E228", "E231", "E241", "E242", "E251", "E261", "E262", "E265", "E266", "E271", "E272", "E273", "E274",
      "E275", "E301", "E302", "E303", "E304", "E305", "E306", "E401", "E402", "E501", "E502", "E701", "E702", "E703",
      "E704", "W191", "W291", "W292", "W293", "W391", "W503", "W504", "W601", "W602", "W603", "W604", "F401", "F841",
    ],
  },
  files: {
    critical: [
      "FILE_SUSPICIOUS",
    ],
    warning: [
      "FILE_EXECUTABLE", "FILE_BINARY",
    ],
    info: [
      "FILE_HIDDEN",
    ],
  },
} as const;
