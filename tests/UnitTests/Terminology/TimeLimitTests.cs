using FhirHub.Engine.Terminology.Expansions;
using FhirHub.Engine.Terminology.Sets;

namespace FhirHub.UnitTests.Terminology;

[TestFixture]
internal sealed class TimeLimitTests
{
    [Test]
    public async Task What_takes_too_long_is_too_costly()
    {
        var fault = await Known.FaultAsync(() => TimeLimit.WithinAsync(
            TimeSpan.FromMilliseconds(1),
            async token =>
            {
                await Task.Delay(-1, token);
                return 1;
            },
            () => TermFaults.TooCostly("It takes too long."),
            CancellationToken.None).AsTask());
        Assert.That(fault.Issues[0].Type, Is.EqualTo("too-costly"));
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
