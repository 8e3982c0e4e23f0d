namespace FhirHub.UnitTests.Patching;
internal static class OfficialExamples { public static string PathOf(string n) => "/tmp/r4/package/" + n; }
