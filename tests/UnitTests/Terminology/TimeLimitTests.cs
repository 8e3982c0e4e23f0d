using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Sets;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class TimeLimitTests
{
    [Test]
    public async Task What_takes_too_long_is_too_costly()
    {
        var known = Known.Of(Known.System("tree", """{"code":"A"},{"code":"B"}"""), Known.Set("all", $$"""{"include":[{"system":"{{Known.Root}}tree"}]}"""));
        var set = (await SetCompiler.FindAsync(known.Snapshot, Known.Root + "vs/all", SystemVersions.None, CancellationToken.None))!;
        var expander = new ValueSetExpander(new ExpansionLimits { MaxTime = TimeSpan.Zero });
        var fault = await Known.FaultAsync(() => expander.ExpandAsync(known.Snapshot, set, new ExpansionRequest(), CancellationToken.None).AsTask());
        Assert.That(fault.Issues[0].Type, Is.EqualTo("too-costly"));
        Assert.That(fault.Message, Does.Contain("takes longer than 0 s"));
    }

    [Test]
    public void Who_goes_away_is_told_nothing_of_it()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        Assert.That(
            async () => await TimeLimit.WithinAsync(TimeSpan.FromMinutes(1), async token => { await Task.Delay(-1, token); return 1; }, () => TermFaults.TooCostly("x"), gone.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }
}
