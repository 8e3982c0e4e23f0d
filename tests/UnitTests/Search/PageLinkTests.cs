using FhirHub.Engine.Errors;
using FhirHub.Engine.Search;
using FhirHub.Engine.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Search;

public sealed class PageLinkTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly PageLink Links = new(Key, TimeSpan.FromHours(1), TimeProvider.System);

    [Test]
    public void A_position_survives_its_link() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[]>(), ArbMap.Default.ArbFor<bool>(), ArbMap.Default.ArbFor<NonNegativeInt>(), (place, backward, total) =>
    {
        var position = new PagePosition
        {
            At = new Snapshot(Now(), [Now() - 5, Now() - 3]),
            Place = [.. place.Select(p => new string([.. p.Get.Where(c => !char.IsSurrogate(c))]))],
            Backward = backward,
            Page = total.Get + 1,
            Total = total.Get == 0 ? null : total.Get,
        };
        var (search, read) = Links.Open("Patient", Links.Seal("Patient", "name=x", position));
        Assert.That(search, Is.EqualTo("name=x"));
        Assert.That(read.At.Time, Is.EqualTo(position.At.Time));
        Assert.That(read.At.InFlight, Is.EqualTo(position.At.InFlight));
        Assert.That(read.Place, Is.EqualTo(position.Place));
        Assert.That((read.Backward, read.Page, read.Total), Is.EqualTo((position.Backward, position.Page, position.Total)));
    }).Check(Config.QuickThrowOnFailure);

    [Test]
    public void A_link_with_any_character_changed_is_refused()
    {
        string token = Links.Seal("Patient", "name=x", Position(Now()));
        for (int i = 0; i < token.Length - 1; i++)
        {
            string changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            AssertFails(FaultKind.Invalid, "page-link", changed, "Patient");
        }
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("not base64!")]
    public void What_is_no_link_is_refused(string token) => AssertFails(FaultKind.Invalid, "page-link", token, "Patient");

    [Test]
    public void A_link_is_good_for_its_own_path_only() =>
        AssertFails(FaultKind.Invalid, "page-link", Links.Seal("Patient", "name=x", Position(Now())), "Observation");

    [Test]
    public void A_link_of_another_key_is_refused() =>
        AssertFails(FaultKind.Invalid, "page-link", new PageLink([.. Key.Reverse()], TimeSpan.FromHours(1), TimeProvider.System).Seal("Patient", "", Position(Now())), "Patient");

    [Test]
    public void A_long_search_makes_a_link_shorter_than_itself()
    {
        string search = "_id=" + string.Join(',', Enumerable.Range(0, 400).Select(_ => Guid.NewGuid()));
        string token = Links.Seal("Patient", search, Position(Now()));
        Assert.That(token, Has.Length.LessThan(search.Length));
        Assert.That(Links.Open("Patient", token).Search, Is.EqualTo(search));
    }

    [Test]
    public void A_search_that_fits_into_no_URL_makes_no_link()
    {
        string search = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(PageLink.MaxCharacters));
        var fault = Assert.Throws<FhirException>(() => Links.Seal("Patient", search, Position(Now())))!;
        Assert.That((fault.Kind, fault.Issues[0].Code), Is.EqualTo((FaultKind.TooLarge, "page-link-too-long")));
    }

    [Test]
    public void A_link_whose_time_is_over_is_gone() =>
        AssertFails(FaultKind.Gone, "search-expired", Links.Seal("Patient", "", Position(Now() - (3_601_000L << 20))), "Patient");

    private static PagePosition Position(long time) => new() { At = new Snapshot(time, []), Place = ["x"] };

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << 20;

    private static void AssertFails(FaultKind kind, string code, string token, string path)
    {
        var fault = Assert.Throws<FhirException>(() => Links.Open(path, token))!;
        Assert.That((fault.Kind, fault.Issues[0].Code), Is.EqualTo((kind, code)));
    }
}
