using FhirHub.Samples.Institutions;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Care;

/// <summary>Writes the Claim of a visit; its items add up to its total.</summary>
internal sealed class ClaimResources(ResourceSink sink)
{
    private const int BedDay = 5_500;

    public void Write(SeededRandom random, Visit visit)
    {
        if (!visit.IsStay && !random.Chance(750))
            return;
        if (visit.IsStay)
            visit.Lines.Insert(0, new ClaimLine(Systems.Service, "bed-day", "床位费", Math.Max(1, (visit.End - visit.Start).Days), BedDay));
        else
            visit.Lines.Insert(0, new ClaimLine(Systems.Service, "consultation", "诊察费", 1, visit.Doctor.Title.Fee));
        sink.Add("Claim", visit.File.NextClaim(), visit, static (w, v) => WriteClaim(w, v));
    }

    private static void WriteClaim(ResourceWriter writer, Visit visit)
    {
        var prefecture = visit.File.Home.County.Prefecture;
        var created = visit.End.AddMinutes(10);
        writer.OpenList("identifier"u8)
            .Open().Member("system"u8, Systems.ClaimNumber).Member("value"u8, $"{visit.Institution.County.Code}-{visit.EncounterId}").Close()
            .CloseList()
            .Member("status"u8, "active"u8)
            .Concept("type"u8, Systems.Hl7 + "claim-type", visit.IsStay ? "institutional" : "professional")
            .Member("use"u8, "claim"u8)
            .Reference("patient"u8, "Patient", visit.File.Id, visit.File.Person.Name.Text)
            .Period("billablePeriod"u8, visit.Start, visit.End)
            .Member("created"u8, created)
            .Reference("insurer"u8, "Organization", CareNetwork.InsurerId(prefecture))
            .Reference("provider"u8, "Organization", visit.Institution.Id, visit.Institution.Name)
            .Concept("priority"u8, Systems.Hl7 + "processpriority", "normal")
            .OpenList("diagnosis"u8).Open()
            .Number("sequence"u8, 1)
            .Reference("diagnosisReference"u8, "Condition", visit.ConditionId!)
            .Close().CloseList()
            .OpenList("insurance"u8).Open()
            .Number("sequence"u8, 1)
            .Member("focal"u8, true)
            .Reference("coverage"u8, "Coverage", visit.File.CoverageId)
            .Close().CloseList()
            .OpenList("item"u8);
        long total = 0;
        for (int i = 0; i < visit.Lines.Count; i++)
        {
            var line = visit.Lines[i];
            total += line.Net;
            writer.Open()
                .Number("sequence"u8, i + 1)
                .Concept("productOrService"u8, line.System, line.Code, text: line.Text)
                .References("encounter"u8, "Encounter", visit.EncounterId)
                .Open("quantity"u8).Number("value"u8, line.Quantity).Close()
                .Money("unitPrice"u8, line.Price)
                .Money("net"u8, line.Net)
                .Close();
        }

        writer.CloseList().Money("total"u8, total);
    }
}
