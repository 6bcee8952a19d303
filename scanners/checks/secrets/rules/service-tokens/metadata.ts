import type { RuleMetadata } from "../../../../core/types";
import { vendorToken } from "../../rule-text";

const NOISE = "k9Zx4TqWb2Lm8Q7rP3Vd5";
const LOWER = "k9zx4tqwb2lm8q7r";
const ASK = "Then let users enter a key of their own and keep it in QGIS's authentication database.";
const SERVER = "Then send the message from a small service of yours, which keeps the token and limits what can be sent.";

export const RULES: readonly RuleMetadata[] = [
  vendorToken({
    code: "DiscordBotTokenDetector",
    title: "The token of a Discord bot",
    why: "Whoever holds it is the bot: reads what it may read and writes in its name to all servers that invited it.",
    instead: SERVER,
    bad: `BOT = "${"M"}${NOISE}aBc.${"X1y2Z3"}.${NOISE}aBcDe7"`,
    good: 'CHAT = "https://discord.gg/example"',
    page: { title: "Discord: bot tokens", url: "https://discord.com/developers/docs/reference#authentication" },
  }),
  vendorToken({
    code: "MailchimpDetector",
    title: "A key for a Mailchimp account",
    why: "The key reads and changes the mailing lists of the account: names and addresses of people who trusted its owner, open to everyone who downloads the plugin.",
    instead: SERVER,
    bad: `MAILS = "${LOWER.repeat(2)}-${"us"}14"`,
    good: 'SIGN_UP = "https://example.us14.list-manage.com/subscribe"',
    page: { title: "Mailchimp: API keys", url: "https://mailchimp.com/help/about-api-keys/" },
  }),
  vendorToken({
    code: "OpenAIDetector",
    title: "A key for the services of OpenAI",
    why: "Every request with this key is paid by its owner, and stolen ones are resold within hours. A plugin cannot hide it: its code is open to all users.",
    instead: ASK,
    bad: `API = "${"sk"}-${NOISE}${"T3Blbk"}FJ${NOISE}"`,
    good: 'API = settings.value("myplugin/openai")',
    page: { title: "OpenAI: keeping keys safe", url: "https://help.openai.com/en/articles/5112595-best-practices-for-api-key-safety" },
  }),
  vendorToken({
    code: "SendGridDetector",
    title: "A key for sending mail through SendGrid",
    why: "With this key anybody can send mail in your domain's name, and some keys also read who received what. Phishing sent with it will look as if it came from you.",
    instead: SERVER,
    bad: `MAIL = "${"SG"}.${NOISE}x.${NOISE}${NOISE}y"`,
    good: 'SUPPORT = "mailto:support@example.org"',
    page: { title: "SendGrid: API keys", url: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys" },
  }),
  vendorToken({
    code: "SlackDetector",
    title: "A token or a webhook of Slack",
    why: "A token reads and writes in a workspace, a webhook posts into its channels. Error reports of a plugin sent that way let strangers write to your team.",
    instead: SERVER,
    bad: `REPORT = "${"xoxb"}-123456789012-${LOWER}"`,
    good: 'ISSUES = "https://example.org/issues"',
    page: { title: "Slack: token safety", url: "https://docs.slack.dev/authentication/best-practices-for-security/" },
  }),
  vendorToken({
    code: "SquareOAuthDetector",
    title: "A secret for payments through Square",
    why: "The secret lets others ask merchants for access in your application's name, and so see or move their payments.",
    instead: "Then take payments on a web site of yours and never from inside a plugin.",
    bad: `SHOP = "${"sq0"}csp-${NOISE}${NOISE}z"`,
    good: 'SHOP = "https://example.org/donate"',
    page: { title: "Square: access tokens", url: "https://developer.squareup.com/docs/build-basics/access-tokens" },
  }),
  vendorToken({
    code: "StripeDetector",
    title: "A live key for payments through Stripe",
    why: "A live key sees customers and charges and can pay money out. Licence checks of a plugin need none of that, and every user of the plugin would hold it.",
    instead: "Then talk to Stripe on a server of yours only; a publishable key is the one kind that may leave it.",
    bad: `PAY = "${"sk"}_live_${NOISE}aBc"`,
    good: 'PAY = "https://buy.stripe.com/example"',
    page: { title: "Stripe: API keys", url: "https://docs.stripe.com/keys" },
  }),
  vendorToken({
    code: "TelegramBotTokenDetector",
    title: "The token of a Telegram bot",
    why: "Whoever holds it is the bot: reads what people write to it and answers in its name.",
    instead: SERVER,
    bad: `BOT = "${"123456789"}:${NOISE}aBcDeFgHiJkLmN"`,
    good: 'CHAT = "https://t.me/example"',
    page: { title: "Telegram: bots", url: "https://core.telegram.org/bots/features#botfather" },
  }),
  vendorToken({
    code: "TwilioKeyDetector",
    title: "An account id or key for Twilio",
    why: "Together they send messages and make calls at the account's cost. The id alone names the account to somebody who looks for its key.",
    instead: SERVER,
    bad: `SMS = "${"SK"}${LOWER.repeat(2)}"`,
    good: 'PHONE = "+1 555 0100"',
    page: { title: "Twilio: API keys", url: "https://www.twilio.com/docs/iam/api-keys" },
  }),
];
