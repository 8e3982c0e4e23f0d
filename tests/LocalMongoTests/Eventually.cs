using System.Diagnostics;

namespace FhirHub.LocalMongoTests;

/// <summary>Waits for a condition instead of for a time.</summary>
internal static class Eventually
{
    public static async Task True(Func<Task<bool>> condition, double seconds = 10)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(seconds), "the condition did not come true in time");
            await Task.Delay(20);
        }
    }
}
