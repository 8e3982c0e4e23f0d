using System.Globalization;
using System.Security.Cryptography;

namespace FhirHub.Samples.Province;

/// <summary>
/// A province as what a server is asked, stage by stage. The same script, seed and options give the same bytes everywhere and always.
/// </summary>
public sealed class ProvincePlan
{
    private readonly ProvinceOptions _options;
    private readonly Cast _cast;

    /// <exception cref="ArgumentOutOfRangeException">More or fewer residents or days than there may be.</exception>
    public ProvincePlan(ProvinceScript script, ProvinceOptions options)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Residents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Residents, ProvinceOptions.MaxResidents);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Days, ProvinceOptions.MinDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Days, ProvinceOptions.MaxDays);
        (Script, _options) = (script, options);
        _cast = new Cast(script, options);
    }

    public ProvinceScript Script { get; }

    /// <summary>With which ids and numbers of this province begin, and the keys of its calls.</summary>
    public string Name => _cast.Prefix;

    /// <summary>The institution whose policy it is about, as a reference: that which leads the first alliance.</summary>
    public string Lead => _cast.Named(Script.Alliances.Count > 0 ? Script.Alliances[0].Lead : Script.Institutions[0].Key)[0].Reference;

    public string FirstDay => Nodes.Day(_options.From);

    /// <summary>In the order in which they are loaded. What a stage needs comes from those before it.</summary>
    public IReadOnlyList<ProvinceStage> Stages()
    {
        // Bookings and referrals share the sources, in this order.
        var desk = new SourceDesk(_options);
        return
        [
            InstitutionStage.Of(Script, _cast, _options),
            StaffStage.Of(Script, _cast, _options),
            CardStage.Of(Script, _cast, _options),
            SigningStage.Of(_cast, _options),
            SourceStage.Of(_cast, _options),
            new ReferralStage(Script, _cast, desk, _options).Stage(),
            new BookingStage(Script, _cast, desk).Stage(),
            new ResultStage(Script, _cast, _options).Stage(),
            new RecognitionStage(Script, _cast, _options).Stage(),
            new DutyStage(Script, _cast).Stage(),
        ];
    }

    /// <summary>A digest of all that is asked for, in hexadecimal.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var track in Stages().SelectMany(s => s.Tracks))
        {
            Append(track.Name);
            foreach (var resource in track.Resources)
                hash.AppendData(resource.Json.Span);
            foreach (var call in track.Calls)
            {
                Append(string.Create(CultureInfo.InvariantCulture, $"\n{call.Name} {call.Path} {call.Organization} {call.Reaches}\n"));
                hash.AppendData(call.Body.Span);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
