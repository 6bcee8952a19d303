import { byPattern, type Detector, type Found } from "../../detector";
import { nextLongRun } from "../../long-runs";

const MARK = "T3BlbkFJ";
const TOKEN_RUN = /[A-Za-z0-9_-]{51,}/g;
const BEFORE = /[A-Za-z0-9]{20}$/;
const AFTER = /[A-Za-z0-9]{20}/y;

/** `sk-…T3BlbkFJ…`: within one run of token characters, from the first `sk-` to the last mark with 20 characters around it. */
function openAiTokens(line: string): Found[] {
  const all: Found[] = [];
  for (const run of line.matchAll(TOKEN_RUN)) {
    const text = run[0];
    const first = text.indexOf("sk-");
    if (first < 0) continue;
    for (let at = text.lastIndexOf(MARK); at >= first + 23; at = text.lastIndexOf(MARK, at - 1)) {
      AFTER.lastIndex = at + MARK.length;
      if (!AFTER.test(text) || !BEFORE.test(text.slice(at - 20, at))) continue;
      const value = text.slice(first, at + MARK.length + 20);
      all.push({ value, start: run.index + first, end: run.index + first + value.length });
      break;
    }
  }
  return all;
}

export const detect: readonly Detector[] = [
  byPattern(
    {
      code: "DiscordBotTokenDetector",
      typeName: "Discord Bot Token",
      message: "The token of a Discord bot stands here.",
      hint: nextLongRun,
    },
    /[MNO][a-zA-Z\p{Nd}_-]{23,25}\.[a-zA-Z\p{Nd}_-]{6}\.[a-zA-Z\p{Nd}_-]{27}/gu,
  ),
  byPattern(
    {
      code: "MailchimpDetector",
      typeName: "Mailchimp Access Key",
      message: "A key for a Mailchimp account stands here.",
      hint: "-us[0-9]",
    },
    /[0-9a-z]{32}-us[0-9]{1,2}/g,
  ),
  {
    code: "OpenAIDetector",
    typeName: "OpenAI Token",
    isPattern: true,
    message: "A key for the services of OpenAI stands here.",
    hint: MARK,
    find: openAiTokens,
  },
  byPattern(
    {
      code: "SendGridDetector",
      typeName: "SendGrid API Key",
      message: "A key for sending mail through SendGrid stands here.",
      hint: "SG\\.[a-zA-Z0-9_-]{22}",
    },
    /SG\.[a-zA-Z0-9_-]{22}\.[a-zA-Z0-9_-]{43}/g,
  ),
  byPattern(
    {
      code: "SlackDetector",
      typeName: "Slack Token",
      message: "A token or a webhook of Slack stands here.",
      hint: "[xX][oO][xX][abporsABPORS\u017f]-|[hH][oO][oO][kK\u212a][sS\u017f]\\.",
    },
    /xox[abposr]-(?:\p{Nd}+-)+[a-z0-9]+/giu,
    /https:\/\/hooks\.slack\.com\/services\/T[a-zA-Z0-9_]+\/B[a-zA-Z0-9_]+\/[a-zA-Z0-9_]+/giu,
  ),
  byPattern(
    {
      code: "SquareOAuthDetector",
      typeName: "Square OAuth Secret",
      message: "A secret for payments through Square stands here.",
      hint: "sq0csp-",
    },
    /sq0csp-[0-9A-Za-z\\\-_]{43}/g,
  ),
  byPattern(
    {
      code: "StripeDetector",
      typeName: "Stripe Access Key",
      message: "A live key for payments through Stripe stands here.",
      hint: "[rs]k_live_",
    },
    /[rs]k_live_[0-9a-zA-Z]{24}/g,
  ),
  byPattern(
    {
      code: "TelegramBotTokenDetector",
      typeName: "Telegram Bot Token",
      message: "The token of a Telegram bot stands here.",
      hint: nextLongRun,
      minRun: 35,
    },
    /\p{Nd}{8,10}:[0-9A-Za-z_-]{35}/gu,
  ),
  byPattern(
    { code: "TwilioKeyDetector", typeName: "Twilio API Key", message: "An account id or key for Twilio stands here.", hint: nextLongRun },
    /AC[a-z0-9]{32}/g,
    /SK[a-z0-9]{32}/g,
  ),
];
