import { testsOf } from "./pytest";

await testsOf("conformance_test.py");
