using System.Text;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Execution;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Search.Execution;

public sealed class WindowTests
{
    private static readonly Gen<string> Places = Gen.Elements(OrderKey.Digits.ToCharArray()).ArrayOf(OrderKey.Length).Select(c => new string(c));

    [Test]
    public void Windows_from_a_place_on_hold_each_place_beyond_it_once([Values] bool descending) => Prop.ForAll(
        Arb.From(Places), Arb.From(Places), Arb.From(Gen.Choose(1, OrderKey.Length)), (from, other, digits) =>
    {
        bool isBeyond = descending ? string.CompareOrdinal(other, from) < 0 : string.CompareOrdinal(other, from) > 0;
        // Each step may be taken as one wide window or as its narrow ones.
        int holding = 0;
        var window = OrderWindow.Around(from, digits);
        holding += Holds(window, other, descending) ? 1 : 0;
        for (bool wide = false; window.Prefix.Length > 0; wide = !wide)
        {
            var wider = window.Widened(descending);
            holding += wide || wider.Prefix.Length == 0
                ? Holds(wider, other, descending) ? 1 : 0
                : window.Siblings(descending).Count(s => Holds(s, other, descending));
            window = wider;
        }

        Assert.That(holding, Is.EqualTo(isBeyond ? 1 : 0));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void Narrow_windows_come_in_the_direction_of_the_walk()
    {
        var window = new OrderWindow("1v3", null);
        Assert.That(window.Siblings(descending: true).Select(s => s.Prefix), Is.EqualTo(new[] { "1v2", "1v1", "1v0" }));
        Assert.That(window.Siblings(descending: false).First().Prefix, Is.EqualTo("1v4"));
    }

    [Test]
    public void A_middle_lies_between_its_bounds() => Prop.ForAll(Texts, Texts, (a, b) =>
    {
        int compared = Utf8Order.Compare(a, b);
        var (low, high) = compared < 0 ? (a, b) : (b, a);
        if (compared == 0 || TextMidpoint.Between(low, high) is not { } middle)
            return;
        Assert.That(Utf8Order.Compare(low, middle), Is.Negative);
        Assert.That(Utf8Order.Compare(middle, high), Is.Negative);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void There_is_always_a_text_above() => Prop.ForAll(Texts, text =>
        Assert.That(Utf8Order.Compare(text, TextMidpoint.Between(text, null)!), Is.Negative)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Test]
    public void Halving_comes_down_to_any_value()
    {
        string low = "", high = "zhang san";
        int steps = 0;
        while (TextMidpoint.Between(low, high) is { } middle && steps < 300)
        {
            if (Utf8Order.Compare(middle, "wang wu") <= 0)
                low = middle;
            else
                high = middle;
            steps++;
        }

        Assert.That(low, Does.StartWith("wang wu"));
    }

    [Test]
    public void A_window_of_one_value_holds_nothing_else()
    {
        var window = EntryWindow.Only("wang");
        Assert.That(window.IsOne);
        Assert.That(Utf8Order.Compare("wang", window.To!), Is.Negative);
        Assert.That(Utf8Order.Compare("wang ", window.To!), Is.Positive);
    }

    private static Arbitrary<string> Texts => ArbMap.Default.ArbFor<NonNull<string>>().Generator
        .Select(s => new string([.. s.Get.Where(c => c != '\0' && !char.IsSurrogate(c))]) + (s.Get.Length % 3 == 0 ? "𠮷" : ""))
        .ToArbitrary();

    private static bool Holds(OrderWindow window, string place, bool descending) => place.StartsWith(window.Prefix, StringComparison.Ordinal)
        && (window.Beyond is not { } beyond || (descending ? string.CompareOrdinal(place, beyond) < 0 : string.CompareOrdinal(place, beyond) > 0));
}
