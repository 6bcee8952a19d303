import { Search } from "lucide-react";
import { urls } from "@/lib/urls";
import { Button } from "../ui/button";
import { CONTROL_CLASS } from "../ui/field";

/** The big search box of the home page. */
export function SearchForm({ defaultValue }: { defaultValue?: string }) {
  return (
    <search>
      <form action={urls.plugins()} method="get" className="flex max-w-xl gap-2">
        <label htmlFor="q" className="sr-only">
          Search plugins
        </label>
        <input
          id="q"
          name="q"
          type="search"
          maxLength={100}
          defaultValue={defaultValue}
          placeholder="Name, topic or author"
          className={CONTROL_CLASS}
        />
        <Button variant="primary">
          <Search aria-hidden /> Search
        </Button>
      </form>
    </search>
  );
}
