/** What every module of CPython 3.12 can name without defining it, as pyflakes 3.4.0 counts it. */
const EXCEPTIONS =
  "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError";
const CONSTANTS =
  "Ellipsis False None NotImplemented True __build_class__ __debug__ __doc__ __import__ __loader__ __name__ __package__ __spec__";
const FUNCTIONS =
  "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip";
/** Names of modules and of one platform, which are in no list of builtins. */
const MAGIC = "__file__ __builtins__ __annotations__ WindowsError";

export const BUILTINS: readonly string[] = [EXCEPTIONS, CONSTANTS, FUNCTIONS, MAGIC].flatMap((words) => words.split(" "));

/** Names that only the body of a class knows. */
export const CLASS_MAGIC: ReadonlySet<string> = new Set(["__module__", "__qualname__"]);
