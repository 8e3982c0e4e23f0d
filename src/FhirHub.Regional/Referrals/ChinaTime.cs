namespace FhirHub.Regional.Referrals;

/// <summary>One zone for the whole country: its days and months are counted in it.</summary>
internal static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset Of(DateTimeOffset moment) => moment.ToOffset(Offset);
}
