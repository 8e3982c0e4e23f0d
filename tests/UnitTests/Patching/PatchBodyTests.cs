using System.Text;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using static FhirHub.UnitTests.Patching.PatchingText;

namespace FhirHub.UnitTests.Patching;

public sealed class PatchBodyTests
{
    [TestCase(PatchFormat.JsonPatch, "[]")]
    [TestCase(PatchFormat.MergePatch, "{}")]
    [TestCase(PatchFormat.FhirPathPatch, """{"resourceType":"Parameters"}""")]
    public void A_body_above_the_limit_is_too_large(PatchFormat format, string patch)
    {
        var limits = new PatchLimits { MaxBytes = 40 };

        Assert.DoesNotThrow(() => ResourcePatch.Parse(format, Utf8(patch.PadRight(40)), limits));
        var refusal = Assert.Throws<FhirException>(() => ResourcePatch.Parse(format, Utf8(patch.PadRight(41)), limits))!;
        Assert.That((refusal.Kind, refusal.Issues[0].Code), Is.EqualTo((FaultKind.TooLarge, "patch-too-large")));
    }

    [Test]
    public void The_limit_is_5_MB_by_default() =>
        Assert.That(ParseRefusal(PatchFormat.MergePatch, "{}".PadRight(5 * 1024 * 1024 + 1)).Kind, Is.EqualTo(FaultKind.TooLarge));

    [TestCase(PatchFormat.JsonPatch, "[", "0", "]")]
    [TestCase(PatchFormat.FhirPathPatch, """{"resourceType":"Parameters","id":"a","parameter":[""", """{"name":"a"}""", "]}")]
    public void Too_many_operations_are_refused_before_a_tree_is_built(PatchFormat format, string start, string operation, string end)
    {
        var body = new StringBuilder(start).Append(operation);
        while (body.Length < 4_000_000)
            body.Append(',').Append(operation);
        var patch = Utf8(body.Append(end).ToString());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<FhirException>(() => ResourcePatch.Parse(format, patch))!;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That((refusal.Kind, refusal.Issues[0].Code), Is.EqualTo((FaultKind.TooLarge, "patch-too-large")));
        Assert.That(allocated, Is.LessThan(3 * patch.Length), "reading the Parameters copies them, trees take ten times as much");
    }

    [TestCase(PatchFormat.JsonPatch, """[{"op":"remove","path":"/active"}]""")]
    [TestCase(PatchFormat.MergePatch, """{"active":null}""")]
    [TestCase(PatchFormat.FhirPathPatch, """{"resourceType":"Parameters"}""")]
    public void Nobody_waits_for_a_cancelled_patch(PatchFormat format, string patch) => Assert.Throws<OperationCanceledException>(
        () => ResourcePatch.Parse(format, Utf8(patch)).Apply(Utf8("""{"resourceType":"Patient","active":true}"""), new CancellationToken(canceled: true)));

    [TestCase(PatchFormat.JsonPatch, """[{"op":"remove","path":"/active"}]""")]
    [TestCase(PatchFormat.MergePatch, """{"active":null}""")]
    public void A_byte_order_mark_is_skipped(PatchFormat format, string patch) => Assert.That(
        Apply(format, """{"resourceType":"Patient","active":true}""", "\uFEFF" + patch), Is.EqualTo("""{"resourceType":"Patient"}"""));
}
