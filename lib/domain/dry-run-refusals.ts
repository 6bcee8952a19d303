/** Begins the advice of each remark for which an upload of the same file would be refused; programs read it there too. */
const MARK = "An upload would be refused. ";

interface Remark {
  advice: string;
}

export const asRefusal = <T extends Remark>(remark: T): T => ({ ...remark, advice: `${MARK}${remark.advice}` });

/** The remarks of a dry run that an upload would be refused for, without the mark, and all others. */
export function splitRefusals<T extends Remark>(remarks: readonly T[]): { refusals: T[]; others: T[] } {
  const isRefusal = (one: T) => one.advice.startsWith(MARK);
  return {
    refusals: remarks.filter(isRefusal).map((one) => ({ ...one, advice: one.advice.slice(MARK.length) })),
    others: remarks.filter((one) => !isRefusal(one)),
  };
}
