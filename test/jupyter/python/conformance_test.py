"""The Jupyter project's own test of a kernel, with a sample for each of its tests."""

import jupyter_kernel_test

SHOW = """
import { asBundle, show } from "./src/display";
show({ [asBundle]: () => ({ "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>" }) });
"""


class ConformanceTest(jupyter_kernel_test.KernelTests):
    kernel_name = "workbook"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [
        {"text": "Math.sq", "matches": {"sqrt"}},
        {"text": "const x = Math.ma", "matches": {"max"}},
    ]
    complete_code_samples = ["1 + 1", "const f = () => {\n  return 1;\n}", "console.log('x')", ""]
    incomplete_code_samples = ["const f = () => {", "console.log(", "`abc", "[1,\n2", "if (true)"]
    invalid_code_samples = ["const = 5", "1 +* 2)", "let 3x"]
    code_page_something = "Math.max?"
    code_generate_error = "throw new Error('x')"
    code_execute_result = [{"code": "1 + 2", "result": "3"}, {"code": "[1, 2]", "result": "[ 1, 2 ]"}]
    code_display_data = [{"code": SHOW, "mime": "image/svg+xml"}]
    code_history_pattern = "1*2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "import { clear } from './src/display';\nclear();"
