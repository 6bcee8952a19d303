import { QUEUE_REASONS, QUEUE_SORTS, type QueueReason } from "@/lib/domain/review-queue";
import { urls } from "@/lib/urls";
import { Button } from "../ui/button";
import { Choice } from "../ui/choice";
import { Checkbox, Field, Input } from "../ui/field";
import { REASON_WORDS, SORT_WORDS, VIA_WORDS } from "./queue-words";

export interface QueueChoice {
  list: string;
  reason: string;
  q: string;
  channel: string;
  via: string;
  claim: string;
  late: string;
  own: string;
  sort: string;
}

interface Counts {
  reasons: Record<QueueReason, number>;
  late: number;
  own: number;
}

/** Filters and order: a plain form whose result is an address that can be kept and shared. */
export function QueueFilters({ choice, counts }: { choice: QueueChoice; counts: Counts }) {
  return (
    <search>
      <form action={urls.review()} method="get" className="mb-5 grid gap-3 rounded-card border border-line bg-surface p-4">
        {choice.list === "ready" ? null : <input type="hidden" name="list" value={choice.list} />}
        <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4 lg:grid-cols-[minmax(8rem,1fr)_repeat(5,auto)] max-lg:[&>*:nth-child(-n+2)]:col-span-2 [&>*]:min-w-0">
          <Field label="Plugin or author" htmlFor="q">
            <Input id="q" name="q" type="search" maxLength={100} defaultValue={choice.q} />
          </Field>
          <Choice name="reason" label="Why it waits" any="Any" value={choice.reason} options={reasonOptions(counts)} />
          <Choice
            name="channel"
            label="Channel"
            any="Both"
            value={choice.channel}
            options={{ stable: "Stable", experimental: "Experimental" }}
          />
          <Choice name="via" label="Uploaded" any="Any" value={choice.via} options={VIA_WORDS} />
          <Choice name="claim" label="Claimed" any="Any" value={choice.claim} options={{ mine: "By me", free: "By nobody" }} />
          <Choice
            name="sort"
            label="Order"
            value={choice.sort}
            options={Object.fromEntries(QUEUE_SORTS.map((sort) => [sort, SORT_WORDS[sort]]))}
          />
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            <Checkbox id="late" name="late" value="1" defaultChecked={choice.late === "1"} label={`Late only (${counts.late})`} />
            <Checkbox id="own" name="own" value="1" defaultChecked={choice.own === "1"} label={`My own plugins too (${counts.own})`} />
          </div>
          <Button variant="primary" size="sm">
            Show
          </Button>
        </div>
      </form>
    </search>
  );
}

const reasonOptions = ({ reasons }: Counts): Record<string, string> =>
  Object.fromEntries(QUEUE_REASONS.map((reason) => [reason, `${REASON_WORDS[reason]} (${reasons[reason]})`]));
